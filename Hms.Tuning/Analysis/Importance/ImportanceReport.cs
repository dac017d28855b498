namespace Hms.Tuning.Analysis.Importance;

/// <summary>How much the parameters of a study matter.</summary>
/// <param name="Target">What they matter for.</param>
/// <param name="Method">How it was measured.</param>
/// <param name="Scale">In which unit.</param>
/// <param name="TrialCount">Completed trials that were used.</param>
/// <param name="Parameters">The parameters, the most important first, equals by name.</param>
/// <param name="Pairs">The pairs, the most important first; empty unless they were asked for.</param>
/// <param name="Notes">What to know before one relies on the figures: parameters and trials left out, too few trials.</param>
public sealed record ImportanceReport(
    string Target, ImportanceMethod Method, ImportanceScale Scale, int TrialCount, IReadOnlyList<ParameterImportance> Parameters, IReadOnlyList<PairImportance> Pairs, IReadOnlyList<string> Notes);
