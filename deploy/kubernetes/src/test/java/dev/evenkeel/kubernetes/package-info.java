/** Checks of the manifests, without a cluster. */
package dev.evenkeel.kubernetes;
