/** What stands between a computed gradient and changed weights. No update rules, no model structure. */
package dev.evenkeel.model.stability;
