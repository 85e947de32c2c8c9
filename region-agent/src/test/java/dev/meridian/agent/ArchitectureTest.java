package dev.meridian.agent;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses AGENT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.meridian.agent");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.meridian.agent.(*)..").should().beFreeOfCycles().check(AGENT);
    }

    @Test
    void agentDependsOnNoOtherProgram() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "dev.meridian.controller..",
                        "dev.meridian.edge..",
                        "dev.meridian.simulator..",
                        "dev.meridian.cli..",
                        "dev.meridian.demo..")
                .check(AGENT);
    }

    @Test
    void clusterClientStaysInTheClusterPackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.meridian.agent.cluster..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.fabric8..")
                .check(AGENT);
    }

    @Test
    void onlyTheRimKnowsSpring() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.meridian.agent", "dev.meridian.agent.config")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.springframework..")
                .check(AGENT);
    }

    @Test
    void onlyOnePackageOpensConnections() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.meridian.agent.http")
                .should()
                .dependOnClassesThat()
                .haveFullyQualifiedName("java.net.http.HttpClient")
                .check(AGENT);
    }

    @Test
    void everyPackageSaysWhatItIsForAndIsNullMarked() {
        assertThat(AGENT.getPackage("dev.meridian.agent").getSubpackagesInTree())
                .filteredOn(found -> !found.getClasses().isEmpty())
                .allMatch((JavaPackage found) -> found.isAnnotatedWith(NullMarked.class));
    }
}
