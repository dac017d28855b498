using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hms.Data.Files;
using Hms.Experiments.Reporting;
using Hms.Tuning.Spaces;
using Hms.Tuning.Storage;
using Hms.Tuning.Studies;

namespace Hms.Experiments.Commands.Studies;

/// <summary>A whole study as one JSON file: what <c>hms study export --format json</c> writes and <c>import</c> reads. Nothing is lost; numbers keep all their digits.</summary>
internal sealed record StudyDocument
{
    private const string FormatName = "hms-study";
    private const int CurrentVersion = 1;
    private static readonly JsonSerializerOptions ReadOptions = new(ReportJson.Options) { RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    /// <summary>What the file is.</summary>
    public string Format { get; init; } = FormatName;

    /// <summary>Version of the format.</summary>
    public int Version { get; init; } = CurrentVersion;

    /// <summary>Name of the study.</summary>
    public required string Study { get; init; }

    /// <summary>Which values are better, one entry for each objective.</summary>
    public required IReadOnlyList<StudyDirection> Directions { get; init; }

    /// <summary>What it was made with; null for a study of another program.</summary>
    public IdentityPart? Identity { get; init; }

    /// <summary>Attributes of the study.</summary>
    public IReadOnlyDictionary<string, JsonNode?> Attributes { get; init; } = new Dictionary<string, JsonNode?>();

    /// <summary>Optuna's own data of the study.</summary>
    public IReadOnlyDictionary<string, JsonNode?> SystemAttributes { get; init; } = new Dictionary<string, JsonNode?>();

    /// <summary>The trials, by number.</summary>
    public IReadOnlyList<TrialPart> Trials { get; init; } = [];

    /// <summary>From a copy of a study.</summary>
    public static StudyDocument Of(StudyCopy copy) => new()
    {
        Study = copy.Name,
        Directions = copy.Directions,
        Identity = copy.Identity is { } identity ? new IdentityPart(identity.Seed, identity.Parallelism, identity.Order, identity.ConfigurationHash, JsonNode.Parse(identity.Space.ToJson())!) : null,
        Attributes = Nodes(copy.UserAttributes),
        SystemAttributes = Nodes(copy.SystemAttributes),
        Trials = [.. copy.Trials.Select(TrialPart.Of)],
    };

    /// <summary>Writes the file, whole or not at all.</summary>
    public void Write(string path) => AtomicFile.Write(path, stream => JsonSerializer.Serialize(stream, this, ReportJson.Options));

    /// <summary>Reads a file.</summary>
    /// <exception cref="UserErrorException">It is no such file.</exception>
    public static StudyDocument Read(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            var document = JsonSerializer.Deserialize<StudyDocument>(stream, ReadOptions) ?? throw new UserErrorException($"{path} is empty.");
            return document.Format == FormatName && document.Version == CurrentVersion
                ? document
                : throw new UserErrorException($"{path} has format {document.Format} {document.Version}; this version of hms reads {FormatName} {CurrentVersion}.");
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException) { throw new UserErrorException($"{path} is no exported study: {exception.Message} Write one by hms study export --format json.", exception); }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException) { throw new UserErrorException($"{path} cannot be read: {exception.Message}", exception); }
    }

    /// <summary>To a copy of a study.</summary>
    /// <param name="path">The file, for messages.</param>
    /// <exception cref="UserErrorException">A parameter or an attribute is not what the format says.</exception>
    public StudyCopy ToCopy(string path)
    {
        try
        {
            RefuseNulls();
            return new StudyCopy
            {
                Name = Study,
                Directions = Directions,
                Identity = Identity is { } part
                    ? new StudyIdentity { Name = Study, Directions = Directions, Seed = part.Seed, Parallelism = part.Parallelism, Order = part.Order, ConfigurationHash = part.ConfigurationHash, Space = SearchSpace.FromJson(part.Space.ToJsonString()) }
                    : null,
                UserAttributes = Texts(Attributes),
                SystemAttributes = Texts(SystemAttributes),
                Trials = [.. Trials.Select(x => x.ToCopy())],
            };
        }
        catch (Exception exception) when (exception is FormatException or ArgumentException or JsonException or InvalidOperationException) { throw new UserErrorException($"{path} is no exported study: {exception.Message}", exception); }
    }

    /// <summary>Null within a list, which reading lets pass.</summary>
    private void RefuseNulls()
    {
        for (var i = 0; i < Trials.Count; i++)
        {
            var trial = Trials[i] ?? throw new FormatException($"trial {i} is null.");
            if (trial.Parameters.Contains(null!) || trial.Attempts.Contains(null!) || trial.Reports.Values.Contains(null!) || trial.Rows.Values.Contains(null!)) { throw new FormatException($"a parameter, report, row or attempt of trial {i} is null."); }
        }
    }

    private static Dictionary<string, JsonNode?> Nodes(IReadOnlyDictionary<string, string> texts) => texts.OrderBy(x => x.Key, StringComparer.Ordinal).ToDictionary(x => x.Key, x => Node(x.Value), StringComparer.Ordinal);

    /// <summary>Python writes NaN and Infinity, which JSON does not have: such a text is kept as it is, under a name of its own.</summary>
    private static JsonNode? Node(string text)
    {
        try { return JsonNode.Parse(text); }
        catch (JsonException) { return new JsonObject { ["$text"] = text }; }
    }

    private static Dictionary<string, string> Texts(IReadOnlyDictionary<string, JsonNode?> nodes) => nodes.ToDictionary(x => x.Key, x => x.Value is JsonObject { Count: 1 } own && own["$text"] is JsonValue text ? text.GetValue<string>() : x.Value?.ToJsonString() ?? "null", StringComparer.Ordinal);

    /// <summary>What a study was made with.</summary>
    internal sealed record IdentityPart(ulong Seed, int Parallelism, SweepOrder Order, string ConfigurationHash, JsonNode Space);

    /// <summary>One parameter of a trial: its distribution as Optuna writes it, and the number that stands for the value (the index of a choice).</summary>
    internal sealed record ParameterPart(string Name, JsonNode Distribution, double Internal);

    /// <summary>One trial.</summary>
    internal sealed record TrialPart
    {
        public required int Number { get; init; }

        public required TrialState State { get; init; }

        public int Attempt { get; init; } = 1;

        public string Owner { get; init; } = "";

        public DateTimeOffset? StartedAt { get; init; }

        public DateTimeOffset? CompletedAt { get; init; }

        public IReadOnlyList<double> Values { get; init; } = [];

        public IReadOnlyList<double> Constraints { get; init; } = [];

        public IReadOnlyList<ParameterPart> Parameters { get; init; } = [];

        /// <summary>Reported objectives by step.</summary>
        public IReadOnlyDictionary<int, IReadOnlyList<double>> Reports { get; init; } = new Dictionary<int, IReadOnlyList<double>>();

        /// <summary>Losses of single rows by step: little-endian 32-bit floats in base 64.</summary>
        public IReadOnlyDictionary<int, string> Rows { get; init; } = new Dictionary<int, string>();

        public IReadOnlyDictionary<string, JsonNode?> Attributes { get; init; } = new Dictionary<string, JsonNode?>();

        public IReadOnlyDictionary<string, JsonNode?> SystemAttributes { get; init; } = new Dictionary<string, JsonNode?>();

        public TrialFailure? Failure { get; init; }

        public IReadOnlyList<TrialAttempt> Attempts { get; init; } = [];

        public static TrialPart Of(TrialCopy copy) => new()
        {
            Number = copy.Trial.Number, State = copy.Trial.State, Attempt = copy.Trial.Attempt, Owner = copy.Trial.Owner, StartedAt = copy.Trial.StartedAt, CompletedAt = copy.Trial.CompletedAt,
            Values = copy.Trial.Values, Constraints = copy.Trial.Constraints, Failure = copy.Trial.Failure, Attempts = copy.Attempts,
            Parameters = [.. copy.Trial.Parameters.Select(x => new ParameterPart(x.Name, JsonNode.Parse(x.Distribution.ToJson())!, x.InternalValue))],
            Reports = copy.Trial.IntermediateValues.ToDictionary(x => x.Key, x => copy.Trial.IntermediateObjectives.TryGetValue(x.Key, out var all) ? all : [x.Value]),
            Rows = copy.Rows.OrderBy(x => x.Key).ToDictionary(x => x.Key, x => Encode(x.Value)),
            Attributes = Nodes(copy.Trial.UserAttributes), SystemAttributes = Nodes(copy.SystemAttributes),
        };

        public TrialCopy ToCopy() => new(new Trial
        {
            Id = Number + 1, Number = Number, State = State, Attempt = Attempt, Owner = Owner, StartedAt = StartedAt, CompletedAt = CompletedAt, Values = Values, Constraints = Constraints, Failure = Failure,
            Parameters = new ParameterValues(Parameters.Select(x => new ParameterAssignment(x.Name, ParameterDistribution.FromJson(x.Distribution.ToJsonString()), x.Internal))),
            IntermediateValues = Reports.ToImmutableSortedDictionary(x => x.Key, x => x.Value[0]),
            IntermediateObjectives = Reports.Values.Any(x => x.Count > 1) ? Reports.ToImmutableSortedDictionary() : ImmutableSortedDictionary<int, IReadOnlyList<double>>.Empty,
            UserAttributes = Texts(Attributes).ToImmutableSortedDictionary(StringComparer.Ordinal),
        })
        {
            SystemAttributes = Texts(SystemAttributes), Rows = Rows.ToDictionary(x => x.Key, x => Decode(x.Value)), Attempts = Attempts,
        };

        private static string Encode(float[] values)
        {
            var bytes = new byte[sizeof(float) * values.Length];
            for (var i = 0; i < values.Length; i++) { BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(sizeof(float) * i), values[i]); }
            return Convert.ToBase64String(bytes);
        }

        private static float[] Decode(string text)
        {
            var bytes = Convert.FromBase64String(text);
            return [.. Enumerable.Range(0, bytes.Length / sizeof(float)).Select(i => BinaryPrimitives.ReadSingleLittleEndian(bytes.AsSpan(sizeof(float) * i)))];
        }
    }
}
