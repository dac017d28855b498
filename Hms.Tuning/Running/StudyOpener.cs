using System.Text.Json.Nodes;
using Hms.Tuning.Storage;
using Hms.Tuning.Studies;

namespace Hms.Tuning.Running;

/// <summary>Makes or opens the study of a sweep and checks that it is the same sweep: identity, fixed parameters, warm start.</summary>
internal sealed class StudyOpener(SweepOptions options, IStudyStorage storage)
{
    public const string FixedParametersAttribute = "hms:fixed_parameters";
    public const string FirstTrialsAttribute = "hms:first_trials";
    public const string WarmStartAttribute = "hms:warm_start";

    /// <summary>The study, made where it is missing.</summary>
    /// <exception cref="StudyException">It exists and may not be resumed, or was made with something else.</exception>
    public Study Open()
    {
        var identity = options.ToIdentity();
        if (storage.FindStudy(identity.Name) is not { } study) { return Create(identity); }
        if (options.ExistingStudy == ExistingStudy.Refuse) { throw new StudyException($"{storage.Location}: study '{study.Name}' exists already; resume it or choose another name."); }
        if (study.Identity is null) { return Adopt(study, identity); }
        var differences = study.Identity.DifferencesTo(identity);
        return differences.Count == 0
            ? study
            : throw new StudyException($"{storage.Location}: study '{study.Name}' cannot be resumed, it was made with something else: {string.Join("; ", differences)}. Bring the same, or choose another name.");
    }

    /// <summary>How many first trials a study was made with, whatever a later run brings; null for one that an earlier version made.</summary>
    public static int? FirstTrialCount(IReadOnlyDictionary<string, string> recorded) => recorded.TryGetValue(FirstTrialsAttribute, out var json) ? (JsonNode.Parse(json) as JsonArray)?.Count : null;

    /// <summary>Records what the proposals depend on beside the identity, or checks it against the record.</summary>
    /// <returns>The trials of the warm start that the tuner sees.</returns>
    /// <exception cref="StudyException">The study was begun with other fixed parameters or another warm start.</exception>
    public IReadOnlyList<Trial> AgreeOnProposals(Study study, MonitorHub monitors)
    {
        var recorded = storage.ReadStudyAttributes(study.Id);
        var fixedParameters = StorageRules.FixedParametersJson(options.Space.Bind(options.FixedParameters));
        WarnOfFirstTrials(study, recorded, monitors);
        Agree(storage, study, recorded, FixedParametersAttribute, fixedParameters, "{}", "fixed parameters");
        if (options.WarmStart is null) { return recorded.TryGetValue(WarmStartAttribute, out var kept) ? Decode(study, kept) : []; }
        var warmStart = WarmTrials.Encode(options.WarmStart, options);
        Agree(storage, study, recorded, WarmStartAttribute, warmStart, null, "warm start");
        var (source, offered, trials) = WarmTrials.Decode(warmStart, options.Space);
        if (trials.Count < offered) { monitors.Warn($"The warm start takes {trials.Count} of {offered} trials from '{source}'; the others are not complete or do not fit the search space."); }
        return trials;
    }

    private Study Create(StudyIdentity identity)
    {
        var study = storage.CreateStudy(identity, [.. options.FirstTrials.Select(x => options.Space.Bind(x))]);
        storage.SetStudyAttribute(study.Id, FirstTrialsAttribute, FirstTrialsJson());
        return study;
    }

    private void WarnOfFirstTrials(Study study, IReadOnlyDictionary<string, string> recorded, MonitorHub monitors)
    {
        if (options.FirstTrials.Count == 0 || recorded.GetValueOrDefault(FirstTrialsAttribute) is not { } begun || begun == FirstTrialsJson()) { return; }
        monitors.Warn($"Study '{study.Name}' began with {(begun == "[]" ? "no" : "other")} first trials; those of the options are ignored. Enqueue them, or choose another name.");
    }

    private string FirstTrialsJson() => $"[{string.Join(", ", options.FirstTrials.Select(x => StorageRules.FixedParametersJson(options.Space.Bind(x))))}]";

    /// <summary>Records something that the proposals depend on, or checks it against the record.</summary>
    /// <exception cref="StudyException">Trials were begun with something else.</exception>
    internal static void Agree(IStudyStorage storage, Study study, IReadOnlyDictionary<string, string> recorded, string key, string now, string? missing, string what)
    {
        var before = recorded.GetValueOrDefault(key) ?? missing;
        if (before == now) { return; }
        if (storage.ReadTrials(study.Id).Any(x => x.State != TrialState.Waiting && x.Owner.Length > 0)) { throw new StudyException($"{storage.Location}: study '{study.Name}' cannot be resumed, it was begun with {(before is null ? "no" : "other")} {what}. Bring the same, or choose another name."); }
        storage.SetStudyAttribute(study.Id, key, now);
    }

    private IReadOnlyList<Trial> Decode(Study study, string json)
    {
        try { return WarmTrials.Decode(json, options.Space).Trials; }
        catch (FormatException exception) { throw new StudyException($"{storage.Location}: study '{study.Name}' holds a warm start that cannot be read: {exception.Message} Restore the file from a copy.", exception); }
    }

    /// <summary>A study that Optuna made: its trials count where their parameters are of the same kind.</summary>
    private Study Adopt(Study study, StudyIdentity identity)
    {
        foreach (var parameter in storage.ReadTrials(study.Id).SelectMany(x => x.Parameters))
        {
            if (identity.Space.Find(parameter.Name) is { } ours && !ours.Distribution.IsCompatibleWith(parameter.Distribution))
            {
                throw new StudyException($"{storage.Location}: study '{study.Name}' has parameter '{parameter.Name}' as {parameter.Distribution}; here it is {ours.Distribution}. A parameter cannot change its kind or its choices.");
            }
        }
        var adopted = storage.AdoptStudy(study.Id, identity);
        storage.SetStudyAttribute(study.Id, FirstTrialsAttribute, "[]");
        return adopted;
    }
}
