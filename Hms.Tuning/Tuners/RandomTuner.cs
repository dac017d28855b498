using Hms.Tuning.Spaces;

namespace Hms.Tuning.Tuners;

/// <summary>Independent uniform draws: the baseline that every other tuner must beat.</summary>
/// <param name="duplicates">What to do with repeats in a fully discrete space. Default: draw again.</param>
public sealed class RandomTuner(DuplicatePolicy duplicates = DuplicatePolicy.Resample) : ITuner
{
    /// <inheritdoc />
    public ParameterValues Propose(TuningContext context) => ProposalWalk.Propose(context, duplicates, ProposalWalk.DrawUniform);
}
