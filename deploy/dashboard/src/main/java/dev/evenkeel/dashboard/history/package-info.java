/**
 * What pipelines have reported, kept small: figures over time that lose detail with age but never a spike, and what happened when.
 * Reads reports as they are in the metrics topic; knows no broker and no page.
 */
package dev.evenkeel.dashboard.history;
