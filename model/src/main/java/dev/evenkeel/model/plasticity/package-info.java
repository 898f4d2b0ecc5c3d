/**
 * How a network keeps its ability to learn: pulls towards where it began, units that start anew, and what tells how much of the
 * ability is left. Knows layers, parameters and update rules; nothing here knows a learner.
 */
package dev.evenkeel.model.plasticity;
