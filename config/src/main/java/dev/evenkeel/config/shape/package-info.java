/**
 * What annotated records say about the settings they hold, and what follows from it: binding, printing and the JSON Schema.
 * It knows no setting by name.
 */
package dev.evenkeel.config.shape;
