using Hms.Tuning.Spaces;

namespace Hms.Tuning.Tuners;

/// <summary>A tuner that comes to an end, so that a sweep can stop when nothing is left to try.</summary>
public interface IFiniteTuner : ITuner
{
    /// <summary>How many different trials the tuner proposes for a space; null where there is no end.</summary>
    /// <param name="space">The parameters.</param>
    /// <exception cref="ArgumentException">The tuner cannot search this space; the message says why.</exception>
    long? TrialCount(SearchSpace space);

    /// <summary>True when the trials of the context, finished or under way, are all that there is to try; <see cref="ITuner.Propose"/> refuses then.</summary>
    /// <param name="context">The context of the next trial.</param>
    bool IsExhausted(TuningContext context);
}
