using Hms.Tuning.Spaces;

namespace Hms.Tuning.Studies;

/// <summary>What a trial is begun with.</summary>
/// <param name="Trial">As the storage has it.</param>
/// <param name="History">Finished trials that it learns from, by number.</param>
/// <param name="Proposal">What the tuner proposed for the parameters known so far.</param>
/// <param name="Fixed">External values that are decided, by name.</param>
/// <param name="CheckCompatible">Throws when a parameter of the study changes its kind or its choices.</param>
/// <param name="Warn">Takes what the pruner warns of.</param>
internal sealed record TrialStart(Trial Trial, IReadOnlyList<Trial> History, ParameterValues Proposal, IReadOnlyDictionary<string, object?> Fixed, Action<string, ParameterDistribution> CheckCompatible, Action<string> Warn);
