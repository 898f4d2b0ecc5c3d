/** Named tensors of parameters, gradients and state. No arithmetic beyond indexing, no learning. */
package dev.evenkeel.model.parameter;
