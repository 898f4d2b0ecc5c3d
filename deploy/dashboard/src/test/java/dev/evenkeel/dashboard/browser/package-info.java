/** A real browser for tests, without a driver of somebody else's. */
package dev.evenkeel.dashboard.browser;
