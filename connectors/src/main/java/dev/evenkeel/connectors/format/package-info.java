/**
 * Rows of CSV, JSON, Vowpal Wabbit and LIBSVM text, decoded from bytes straight into examples. Nothing here reads files or
 * topics, and nothing learns.
 */
package dev.evenkeel.connectors.format;
