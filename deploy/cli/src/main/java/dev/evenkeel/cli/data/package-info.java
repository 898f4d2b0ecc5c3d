/** Real streams as CSV, out of the packages that bring them. No learning. */
package dev.evenkeel.cli.data;
