package dev.evenkeel.dashboard.history;

/**
 * Something that happened to a run at one moment.
 *
 * @param atMs when, milliseconds since 1970 UTC
 * @param kind {@code snapshot}, {@code restart}, {@code start}, or an event's own name such as {@code rolled-back}
 * @param text a sentence for people; as the report has it, so it may hold anything
 * @param examples rows learned from by then
 * @param version attempted steps by then
 * @param order the order that it answers; empty when none
 */
public record Mark(double atMs, String kind, String text, long examples, long version, String order) {}
