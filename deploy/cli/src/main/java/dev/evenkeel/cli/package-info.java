/**
 * The commands, what they print and how they end. A command is one class that extends {@link
 * dev.evenkeel.cli.Command} and stands in {@link dev.evenkeel.cli.Main}'s list; what it does belongs to other modules.
 */
package dev.evenkeel.cli;
