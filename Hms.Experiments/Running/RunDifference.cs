using Hms.Experiments.Evaluation;

namespace Hms.Experiments.Running;

/// <summary>A run beside the first of a comparison.</summary>
/// <param name="Comparison">The figures.</param>
/// <param name="ToldApart">Whether they tell the two apart.</param>
/// <param name="Verdict">What they allow to say, as one sentence.</param>
internal sealed record RunDifference(PairedComparison Comparison, bool ToldApart, string Verdict)
{
    /// <summary>Judges a comparison.</summary>
    public static RunDifference Of(PairedComparison comparison) => new(comparison, Evaluation.Verdict.TellsApart(comparison), Evaluation.Verdict.Of(comparison));
}
