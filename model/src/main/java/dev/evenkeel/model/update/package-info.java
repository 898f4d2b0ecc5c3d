/** Update rules: hyperparameters (immutable) apart from state (slots beside the parameters). No model structure, no losses. */
package dev.evenkeel.model.update;
