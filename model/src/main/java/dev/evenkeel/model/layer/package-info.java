/** Layers of a network, forward and backward, and the network that chains them. No update rules, no losses. */
package dev.evenkeel.model.layer;
