package dev.evenkeel.model.layer;

import dev.evenkeel.model.math.Gemm;
import dev.evenkeel.model.parameter.Parameters;

/**
 * What layers are built from.
 *
 * @param parameters of the whole network
 * @param states of the whole network
 * @param gemm multiplies
 * @param maxRows of the largest batch
 */
record Materials(Parameters parameters, LayerStates states, Gemm gemm, int maxRows) {}
