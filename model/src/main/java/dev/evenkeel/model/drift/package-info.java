/**
 * Drift detectors: one number at a time, mostly a loss, and an alarm when its distribution changed; and the monitor that gives each
 * watched signal of a stream a detector. What an alarm leads to is named here and done elsewhere: nothing here knows a learner, an
 * update rule or a report. Written from the papers named in each class.
 */
package dev.evenkeel.model.drift;
