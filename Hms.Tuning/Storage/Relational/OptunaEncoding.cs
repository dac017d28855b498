using System.Buffers.Binary;
using System.Globalization;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Storage.Relational;

/// <summary>How Optuna's tables write states, times and values.</summary>
internal static class OptunaEncoding
{
    private const string TimeFormat = "yyyy-MM-dd HH:mm:ss.ffffff";

    public static string Encode(TrialState state) => state switch
    {
        TrialState.Running => "RUNNING",
        TrialState.Complete => "COMPLETE",
        TrialState.Pruned => "PRUNED",
        TrialState.Fail => "FAIL",
        _ => "WAITING",
    };

    public static TrialState DecodeState(string text) => text switch
    {
        "RUNNING" => TrialState.Running,
        "COMPLETE" => TrialState.Complete,
        "PRUNED" => TrialState.Pruned,
        "FAIL" => TrialState.Fail,
        "WAITING" => TrialState.Waiting,
        _ => throw new FormatException($"unknown trial state '{text}'"),
    };

    public static string Encode(StudyDirection direction) => direction == StudyDirection.Minimize ? "MINIMIZE" : "MAXIMIZE";

    public static StudyDirection DecodeDirection(string text) => text switch
    {
        "MINIMIZE" => StudyDirection.Minimize,
        "MAXIMIZE" => StudyDirection.Maximize,
        _ => throw new FormatException($"unknown direction '{text}'"),
    };

    /// <summary>UTC without zone, as Optuna 5 writes it.</summary>
    public static string Encode(DateTimeOffset time) => time.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture);

    /// <summary>A time as text (SQLite) or as timestamp without zone (PostgreSQL).</summary>
    public static DateTimeOffset? DecodeTime(object value) => value switch
    {
        DBNull => null,
        DateTime time => new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)),
        string text => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal),
        _ => throw new FormatException($"unknown time '{value}'"),
    };

    public static (object Value, string Type) Encode(double value) => value switch
    {
        double.PositiveInfinity => (DBNull.Value, "INF_POS"),
        double.NegativeInfinity => (DBNull.Value, "INF_NEG"),
        double.NaN => (DBNull.Value, "NAN"),
        _ => (value, "FINITE"),
    };

    public static double DecodeValue(object value, string type) => type switch
    {
        "FINITE" => Convert.ToDouble(value, CultureInfo.InvariantCulture),
        "INF_POS" => double.PositiveInfinity,
        "INF_NEG" => double.NegativeInfinity,
        "NAN" => double.NaN,
        _ => throw new FormatException($"unknown value type '{type}'"),
    };

    /// <summary>Seconds since 1970, as the database's clock gives them.</summary>
    public static DateTimeOffset DecodeSeconds(double seconds) => DateTimeOffset.UnixEpoch.AddSeconds(seconds);

    /// <summary>Little-endian 32-bit floats.</summary>
    public static byte[] Encode(ReadOnlySpan<float> rows)
    {
        var bytes = new byte[rows.Length * sizeof(float)];
        for (var i = 0; i < rows.Length; i++) { BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(i * sizeof(float)), rows[i]); }
        return bytes;
    }

    public static float[] DecodeRows(byte[] bytes)
    {
        var rows = new float[bytes.Length / sizeof(float)];
        for (var i = 0; i < rows.Length; i++) { rows[i] = BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(i * sizeof(float))); }
        return rows;
    }
}
