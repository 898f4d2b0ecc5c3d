/**
 * What imports {@code jdk.incubator.vector}, compiled apart and loaded by name after a look whether the module is there. Nothing
 * else refers to it.
 */
package dev.evenkeel.model.math.vector;
