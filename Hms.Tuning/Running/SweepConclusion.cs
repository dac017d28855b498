using System.Text.Json.Nodes;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Running;

/// <summary>Makes the result of a sweep out of its study and records in the study how it ended.</summary>
internal static class SweepConclusion
{
    public const string EndingAttribute = "hms:ending";
    public const string NotRepeatableAttribute = "hms:not_repeatable";
    private const string NoEnding = "null";

    /// <summary>At the start: forgets how an earlier run ended, and says what keeps this one from being repeated as far as it is known by then. A sweep that is killed leaves the record too.</summary>
    public static void Begin(SweepParts parts)
    {
        var recorded = parts.Storage.ReadStudyAttributes(parts.Study.Id);
        if (recorded.GetValueOrDefault(EndingAttribute, NoEnding) != NoEnding) { parts.Storage.SetStudyAttribute(parts.Study.Id, EndingAttribute, NoEnding); }
        var all = Repeatability.Reasons(parts.Options, parts.Storage.ReadTrials(parts.Study.Id), recorded);
        if (all.Count > 0) { Write(parts, NotRepeatableAttribute, Texts(all)); }
        foreach (var reason in Repeatability.Reasons(parts.Options)) { parts.Monitors.Warn("This sweep cannot be repeated. " + reason); }
    }

    public static SweepResult Conclude(SweepParts parts, SweepEnding ending)
    {
        var trials = parts.Storage.ReadTrials(parts.Study.Id);
        var front = BestTrials.Of(trials, parts.Study.Directions).Front;
        var reasons = Repeatability.Reasons(parts.Options, trials, parts.Storage.ReadStudyAttributes(parts.Study.Id));
        Write(parts, EndingAttribute, new JsonObject { ["kind"] = ending.Kind.ToString(), ["message"] = ending.Message, ["nextTrial"] = ending.TrialNumber });
        if (reasons.Count > 0) { Write(parts, NotRepeatableAttribute, Texts(reasons)); }
        return new SweepResult(parts.Study, trials, parts.Study.Directions.Count == 1 ? front.FirstOrDefault() : null, []) { ParetoFront = front, Ending = ending, NotRepeatableBecause = reasons };
    }

    /// <summary>Throws where a sweep gave nothing to use.</summary>
    public static void ThrowIfUseless(SweepResult result)
    {
        if (result.Ending.Kind == SweepEndingKind.TooManyFailures) { throw new SweepFailedException(result.Ending.Message, result); }
        if (result.Count(TrialState.Complete) > 0) { return; }
        throw new SweepFailedException($"No trial of study '{result.Study.Name}' was completed: {result.Count(TrialState.Fail)} failed, {result.Count(TrialState.Pruned)} were pruned.{LastFailure(result.Trials)}", result);
    }

    private static string LastFailure(IReadOnlyList<Trial> trials) => trials.LastOrDefault(x => x.Failure is not null) is { Failure: { } failure } trial ? $" Trial {trial.Number}: {failure.Type}: {failure.Message}" : "";

    private static JsonArray Texts(IReadOnlyList<string> texts) => [.. texts.Select(x => (JsonNode)x)];

    private static void Write(SweepParts parts, string key, JsonNode value) => parts.Storage.SetStudyAttribute(parts.Study.Id, key, value.ToJsonString());
}
