/** Reads rows from files. */
package dev.evenkeel.connectors.file;
