package dev.meridian.controller.store;

import java.sql.SQLException;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** What SQLite's errors mean to an operator. */
final class Trouble {
    /** The low byte is the kind; extended codes say more in the others. */
    private static final int KIND = 0xff;

    static final String BUSY = "another process holds it";

    private Trouble() {}

    /** A clause such as {@code the disk is full}. */
    static String of(SQLException failure) {
        if (!(failure instanceof SQLiteException sqlite)) {
            return "its database failed";
        }
        SQLiteErrorCode code = SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & KIND);
        return switch (code) {
            case SQLITE_FULL -> "the disk is full";
            case SQLITE_READONLY, SQLITE_PERM -> "its file is read-only";
            case SQLITE_CORRUPT, SQLITE_NOTADB -> "its file is damaged";
            case SQLITE_IOERR -> "the disk fails";
            case SQLITE_CANTOPEN -> "its file cannot be opened";
            case SQLITE_BUSY, SQLITE_LOCKED -> BUSY;
            default -> "its database failed";
        };
    }

    /** Whether only a backup helps. */
    static boolean isDamage(SQLException failure) {
        return of(failure).endsWith("damaged");
    }
}
