/**
 * Prequential (test-then-train) metrics, over everything, over a window and fading, with their baselines. Sees predictions and
 * labels, never a model.
 */
package dev.evenkeel.model.evaluation;
