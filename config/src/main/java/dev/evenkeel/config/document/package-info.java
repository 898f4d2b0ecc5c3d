/**
 * From YAML text and overrides to a tree of values that know where they were written. Placeholders are resolved and
 * mistakes collected here; what a key means is no business of this package.
 */
package dev.evenkeel.config.document;
