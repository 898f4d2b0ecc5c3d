/**
 * Drift detectors: one number at a time, mostly a loss, and an alarm when its distribution changed. What an alarm leads to is the
 * caller's business: nothing here knows a learner, an update rule or a report. Written from the papers named in each class.
 */
package dev.evenkeel.model.drift;
