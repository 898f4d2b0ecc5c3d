/** Attacks on real streams, and what guards are worth against them; commands print it. */
package dev.evenkeel.cli.stability;
