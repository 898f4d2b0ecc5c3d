/**
 * The sections of a pipeline as immutable records: one component a key, its description, default and range beside it. No
 * reading, no printing.
 */
package dev.evenkeel.config.spec;
