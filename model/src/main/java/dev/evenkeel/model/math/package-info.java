/** Matrix multiplication and its providers, fused loops, and the random stream. Knows arrays, not layers. */
package dev.evenkeel.model.math;
