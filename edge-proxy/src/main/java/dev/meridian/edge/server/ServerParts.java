package dev.meridian.edge.server;

import dev.meridian.edge.access.AccessLog;
import dev.meridian.edge.catalog.ModelCatalog;
import dev.meridian.edge.failover.Exchanges;
import dev.meridian.edge.observe.EdgeMetrics;
import dev.meridian.edge.openai.RequestInspector;
import dev.meridian.edge.settings.Limits;
import dev.meridian.edge.table.CurrentTable;
import java.util.concurrent.Executor;

/**
 * What all connections of the server share; every part is thread-safe.
 *
 * @param admission lets requests in
 * @param management the edge's own pages
 * @param table the table in use
 * @param catalog the known models
 * @param inspector reads bodies
 * @param exchanges makes exchanges
 * @param metrics counts
 * @param access tells of requests
 * @param bodies bounds all bodies together
 * @param limits time and size
 * @param workers for what takes longer than an event loop may
 */
record ServerParts(
        Admission admission,
        Management management,
        CurrentTable table,
        ModelCatalog catalog,
        RequestInspector inspector,
        Exchanges exchanges,
        EdgeMetrics metrics,
        AccessLog access,
        BodyBudget bodies,
        Limits limits,
        Executor workers) {}
