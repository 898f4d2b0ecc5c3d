package dev.evenkeel.model.stability;

/**
 * What an activation function gives. NaN where not known yet.
 *
 * @param layer its name, such as {@code relu-0}
 * @param mean over units and rows of the last sampled step
 * @param deviation the same; healthy from 0.5 to 2 where a normalization precedes
 * @param dead the share of units that gave nothing but 0 in a whole period of sampled steps
 */
public record UnitHealth(String layer, double mean, double deviation, double dead) {}
