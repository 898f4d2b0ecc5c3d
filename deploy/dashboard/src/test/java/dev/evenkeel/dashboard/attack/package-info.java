/** The real page in a real browser, fed by a real job that is attacked. */
package dev.evenkeel.dashboard.attack;
