package dev.evenkeel.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** What a cluster is given: all it lacks, and nothing it has. */
final class JobJarIT {
    private static final long MOST_BYTES = 40_000_000;

    /** Flink, ND4J and logging come from the cluster's lib/; twice on the class path they would not fit each other. */
    private static final List<String> THE_CLUSTERS_OWN = List.of(
            "org/apache/flink/runtime/",
            "org/apache/flink/streaming/api/environment/",
            "org/apache/flink/core/",
            "org/nd4j/",
            "org/bytedeco/",
            "org/slf4j/",
            "org/apache/logging/",
            "org/apache/log4j/");

    @Test
    void theJobsJarIsLean() throws IOException {
        Path jar = jar();
        long bytes = Files.size(jar);
        System.out.printf("job jar: %s, %.1f MB%n", jar.getFileName(), bytes / 1e6);

        assertThat(bytes).isLessThan(MOST_BYTES);
        try (JarFile file = new JarFile(jar.toFile())) {
            List<String> names = file.stream().map(ZipEntry::getName).toList();
            assertThat(names)
                    .contains(
                            "dev/evenkeel/job/start/EvenkeelJob.class",
                            "dev/evenkeel/model/learner/TrainingLane.class",
                            "org/apache/flink/connector/kafka/source/KafkaSource.class",
                            "org/apache/kafka/clients/consumer/KafkaConsumer.class",
                            "com/fasterxml/jackson/core/JsonParser.class",
                            "META-INF/LICENSE",
                            "META-INF/NOTICE")
                    .noneMatch(name -> THE_CLUSTERS_OWN.stream().anyMatch(name::startsWith));
            assertThat(file.getManifest().getMainAttributes().getValue(Attributes.Name.MAIN_CLASS))
                    .isEqualTo("dev.evenkeel.job.start.EvenkeelJob");
        }
    }

    private static Path jar() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("target"))) {
            return files.filter(file -> file.getFileName().toString().endsWith("-job.jar"))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
