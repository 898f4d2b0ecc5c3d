/** Losses, their gradients and links. No learning. */
package dev.evenkeel.model.loss;
