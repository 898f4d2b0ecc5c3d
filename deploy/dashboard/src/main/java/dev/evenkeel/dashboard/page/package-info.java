/**
 * Pages of text, tables and charts as one file of HTML that needs nothing else: scripts, styles and figures are inside. What the
 * figures mean, and where they come from, is the caller's.
 */
package dev.evenkeel.dashboard.page;
