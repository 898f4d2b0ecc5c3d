package dev.evenkeel.cli;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;

/** Who may use whom. It stands here because this module sees all others. */
@AnalyzeClasses(packages = "dev.evenkeel", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {
    private static final String FLINK = "org.apache.flink..";
    private static final String KAFKA = "org.apache.kafka..";

    @ArchTest
    static final ArchRule theModelIsPlainJavaWithNd4j = classes()
            .that()
            .resideInAPackage(module("model"))
            .should()
            .onlyDependOnClassesThat()
            .resideInAnyPackage(
                    module("model"), "java..", "jdk.incubator.vector..", "org.nd4j..", "org.bytedeco..", "org.slf4j..");

    @ArchTest
    static final ArchRule configUsesTheModelOnly = usesOfOurs("config", "model");

    @ArchTest
    static final ArchRule configKnowsNoFlinkAndNoKafka = noClasses()
            .that()
            .resideInAPackage(module("config"))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(FLINK, KAFKA);

    @ArchTest
    static final ArchRule connectorsUseTheModelOnly = usesOfOurs("connectors", "model");

    @ArchTest
    static final ArchRule connectorsKnowFlinkInOnePackageOnly = noClasses()
            .that()
            .resideInAPackage(module("connectors"))
            .and()
            .resideOutsideOfPackage(module("connectors.flink"))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(FLINK);

    @ArchTest
    static final ArchRule theJobUsesConfigConnectorsAndModelOnly = usesOfOurs("job", "config", "connectors", "model");

    @ArchTest
    static final ArchRule theEmbeddedServersUseNothingOfOurs = usesOfOurs("embedded");

    @ArchTest
    static final ArchRule thePagesUseConnectorsAndModelOnly = usesOfOurs("dashboard", "connectors", "model");

    @ArchTest
    static final ArchRule packagesHaveNoCycle =
            slices().matching("dev.evenkeel.(**)").should().beFreeOfCycles();

    private static ArchRule usesOfOurs(String module, String... allowed) {
        String[] visible = Stream.concat(Stream.of(module), Stream.of(allowed))
                .map(ArchitectureTest::module)
                .toArray(String[]::new);
        return noClasses()
                .that()
                .resideInAPackage(module(module))
                .should()
                .dependOnClassesThat(resideInAPackage("dev.evenkeel..").and(not(resideInAnyPackage(visible))));
    }

    private static String module(String name) {
        return "dev.evenkeel." + name + "..";
    }
}
