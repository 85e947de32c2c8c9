package dev.meridian.edge;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final JavaClasses EDGE = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.meridian.edge");

    @Test
    void packagesHaveNoCycles() {
        slices().matching("dev.meridian.edge.(*)..").should().beFreeOfCycles().check(EDGE);
    }

    @Test
    void otherProgramsAreMetOnlyOverHttp() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("dev.meridian.controller..", "dev.meridian.agent..", "dev.meridian.simulator..")
                .check(EDGE);
    }

    @Test
    void breakersStandAtTheRegionOnly() {
        noClasses()
                .that()
                .resideOutsideOfPackage("..route..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.github.resilience4j..")
                .check(EDGE);
    }

    @Test
    void whatIsNotTheBytePathKnowsNoNetty() {
        noClasses()
                .that()
                .resideInAnyPackage("..settings..", "..table..", "..observe..", "..catalog..", "..wire..", "..route..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.netty..")
                .check(EDGE);
    }
}
