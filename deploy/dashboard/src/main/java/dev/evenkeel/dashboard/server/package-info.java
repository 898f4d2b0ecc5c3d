/**
 * The live page's server: answers questions about what the board knows, pushes what is new, and passes orders on to those with the token.
 * {@link dev.evenkeel.dashboard.server.Dashboard} is the door.
 */
package dev.evenkeel.dashboard.server;
