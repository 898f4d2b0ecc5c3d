/**
 * Where the page's knowledge comes from and its orders go: follows metrics topics, asks snapshot topics, asks Flink for what only Flink
 * knows, writes to control topics. Knows no page.
 */
package dev.evenkeel.dashboard.feed;
