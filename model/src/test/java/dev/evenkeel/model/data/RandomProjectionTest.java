package dev.evenkeel.model.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Random;
import org.junit.jupiter.api.Test;

class RandomProjectionTest {
    @Test
    void distancesAreKept() {
        int dimensions = 64;
        RandomProjection projection = new RandomProjection(dimensions, 5);
        Random random = new Random(1);
        double sum = 0;
        double squares = 0;
        int pairs = 2_000;
        for (int pair = 0; pair < pairs; pair++) {
            int features = 5 + random.nextInt(200);
            float[] image = new float[dimensions];
            double length = 0;
            for (int f = 0; f < features; f++) { // the difference of two rows is a row, too
                float value = (float) random.nextGaussian();
                projection.add(random.nextInt(), value, image, 0);
                length += value * value;
            }
            double ratio = squaredLength(image) / length;
            sum += ratio;
            squares += ratio * ratio;
        }
        double mean = sum / pairs;
        assertThat(mean).isCloseTo(1, within(4 * Math.sqrt(2.0 / dimensions / pairs)));
        assertThat(squares / pairs - mean * mean).as("variance").isLessThan(1.1 * 2 / dimensions);
    }

    @Test
    void aSingleFeatureKeepsItsLength() {
        for (int dimensions : new int[] {1, 3, 8, 13, 64, 1000}) {
            RandomProjection projection = new RandomProjection(dimensions, 7);
            for (int hash = -20; hash < 20; hash++) {
                float[] image = new float[dimensions + 2];
                projection.add(hash * 7919, 3, image, 1);
                assertThat(squaredLength(image)).isCloseTo(9, within(1e-5));
                assertThat(image[0]).isZero();
                assertThat(image[dimensions + 1]).isZero();
            }
        }
    }

    @Test
    void everyPlaceIsUsedAlikeWithBothSigns() {
        int dimensions = 13;
        RandomProjection projection = new RandomProjection(dimensions, 7);
        float[] total = new float[dimensions];
        int[] used = new int[dimensions];
        int features = 26_000;
        for (int hash = 0; hash < features; hash++) {
            float[] image = new float[dimensions];
            projection.add(hash, 1, image, 0);
            for (int i = 0; i < dimensions; i++) {
                total[i] += image[i];
                used[i] += image[i] == 0 ? 0 : 1;
            }
        }
        for (int i = 0; i < dimensions; i++) {
            assertThat(total[i] / features).isCloseTo(0, within(0.02f));
            assertThat(used[i]).isGreaterThan(features / 3);
        }
    }

    @Test
    void theKeyDecides() {
        assertThat(image(1)).isEqualTo(image(1)).isNotEqualTo(image(2));
    }

    private static float[] image(long key) {
        float[] image = new float[32];
        new RandomProjection(32, key).add(99, 1, image, 0);
        return image;
    }

    private static double squaredLength(float[] vector) {
        double sum = 0;
        for (float value : vector) {
            sum += value * value;
        }
        return sum;
    }
}
