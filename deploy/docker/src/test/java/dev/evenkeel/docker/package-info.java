/** Checks of the containers' files, without a container engine. */
package dev.evenkeel.docker;
