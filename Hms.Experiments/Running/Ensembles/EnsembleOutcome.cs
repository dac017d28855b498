using System.Text.Json.Serialization;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Ensembles;
using Hms.Experiments.Evaluation;

namespace Hms.Experiments.Running.Ensembles;

/// <summary>What an ensemble was made of, what was fitted, and what it is worth.</summary>
internal sealed record EnsembleOutcome
{
    /// <summary>The members, in the order of the file.</summary>
    public required IReadOnlyList<MemberOutcome> Members { get; init; }

    /// <summary>Name of the combination.</summary>
    public required string Combination { get; init; }

    /// <summary>How the joined probabilities are calibrated.</summary>
    public required CalibrationChoice Calibration { get; init; }

    /// <summary>What was fitted on all rows, and how it varies over the parts of the patients.</summary>
    public required IReadOnlyList<ParameterSpread> Parameters { get; init; }

    /// <summary>KL of rows that were each predicted by a fit to other patients: the ensemble's figure.</summary>
    public required double CrossFittedKl { get; init; }

    /// <summary>KL of the fit to all rows on the same rows: optimistic, never the ensemble's figure.</summary>
    public required double OptimisticInSampleKl { get; init; }

    /// <summary>KL of the members' plain mean on the same rows.</summary>
    public required double MeanKl { get; init; }

    /// <summary>Mean over rows of the plain mean's KL minus the cross-fitted one: positive where the combination is better.</summary>
    public required double GainOverMean { get; init; }

    /// <summary>Its standard error by patient; null with one patient.</summary>
    public double? GainStandardError { get; init; }

    /// <summary>Bootstrap interval of that gain by patient; null with one patient.</summary>
    public BootstrapInterval? GainInterval { get; init; }

    /// <summary>Rows that some members have predicted and others have not, so that they are no rows of the ensemble.</summary>
    public required int LeftOut { get; init; }

    /// <summary>Whether anything was fitted; nothing is for a plain mean, so that there is no in-sample figure and no gain to speak of.</summary>
    [JsonIgnore]
    public bool IsFitted => Parameters.Count > 0;

    /// <summary>Members that are the best of several trials of a sweep: chosen by the very rows that judge the ensemble, so its figures are optimistic.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> SweepWinners => [.. Members.Where(member => member is { Trial: not null, Trials: > 1 }).Select(member => member.Name)];
}
