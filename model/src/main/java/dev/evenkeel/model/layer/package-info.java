/**
 * Layers of a network, forward and backward, and the network that chains them. No update rules, no losses.
 *
 * <p>All layers are public and work alone, with weights of the caller's. A {@link dev.evenkeel.model.math.Matrix} holds a row an
 * example; a tensor is row-major in its row, channels innermost (NHWC), so an image {@code [height, width, channels]} has its pixel
 * (y, x, c) in column {@code (y * width + x) * channels + c}:
 *
 * <pre>{@code
 * DenseParameter weight = new DenseParameter("conv/weight", 3, 3, 2, 4);    // kernel height, kernel width, channels, filters
 * DenseParameter bias = new DenseParameter("conv/bias", 4);
 * weight.set(values);                                                       // row-major, without padding
 * Sweep sweep = Sweep.padded(new Extent(8, 8), new Extent(3, 3), new Extent(2, 2), new Extent(1, 1));
 * Layer layer = new Convolution(weight, bias, sweep, Gemms.choose(GemmChoice.AUTO), rows);
 * Matrix x = Matrix.zeros(rows, layer.inputs());
 * x.fill(input);                                                            // [rows, inputs], without padding
 * float[] y = layer.forward(x).unpadded();                                  // [rows, outputs]
 * Matrix dy = Matrix.zeros(rows, layer.outputs());
 * dy.fill(outputGradient);
 * float[] dx = layer.backward(dy).unpadded();                               // [rows, inputs]
 * float[] dw = ((Gradient.Dense) layer.gradients().get(0)).matrix().unpadded();
 * }</pre>
 *
 * <p>What the others take:
 *
 * <table>
 * <caption>Constructors</caption>
 * <tr><td>{@code new Dense(weight [inputs, outputs], bias [outputs], gemm, rows)}</td></tr>
 * <tr><td>{@code new MaxPooling(name, sweep, channels, rows)}, {@code new AveragePooling(name, sweep, channels, rows)}: padding
 * counts in neither; a sweep by {@code Sweep.of(…, Padding.SAME)} or {@code VALID} pads as frameworks do</td></tr>
 * <tr><td>{@code new BatchNorm(new Affine(gain [channels], bias [channels]), new RunningMoments(name, channels),
 * BatchNormSettings.PLAIN, positions, rows)}: {@code forward} normalizes by the batch (training mode), {@code predict} by the
 * running moments, {@code commit} moves them; positions is 1 for {@code [rows, channels]}</td></tr>
 * <tr><td>{@code new GroupNorm(affine, groups, positions, epsilon, rows)}: as many groups as channels is instance norm</td></tr>
 * <tr><td>{@code new LayerNorm(gain [columns], bias [columns], rows)}, {@code new RmsNorm(gain [columns], epsilon, rows)}</td></tr>
 * <tr><td>{@code new Gelu(name, columns, rows)} (exact, by the normal distribution function), and so {@code Silu}, {@code Tanh},
 * {@code Sigmoid}, {@code Softplus}, {@code Relu}; {@code new LeakyRelu(name, columns, slope, rows)}</td></tr>
 * <tr><td>{@code new Dropout(new DropoutState(name, random), columns, rate, rows)}, {@code new Residual(name, network, rows)},
 * {@code new WeightNorm(layer, weight, direction, gain)}, {@code new Flatten(name, columns)}</td></tr>
 * </table>
 *
 * <p>ε is 1e-5 unless a constructor or {@link dev.evenkeel.model.layer.BatchNormSettings} takes it. Softmax cross-entropy is {@code
 * Loss.of(LossKind.SOFTMAX)} in {@code dev.evenkeel.model.loss}: value and gradient a row. Adam is {@code UpdateRule.of(new
 * AdamHyperparameters(rate, beta1, beta2, epsilon), parameters, 1)} in {@code dev.evenkeel.model.update}: {@code propose(gradients)},
 * then {@code apply(gradients)}.
 *
 * <p>A {@link dev.evenkeel.model.layer.NetworkDesign} does all this from descriptions ({@link dev.evenkeel.model.layer.LayerSpec}),
 * checks shapes and draws weights.
 */
package dev.evenkeel.model.layer;
