using Hms.Tuning.Spaces;

namespace Hms.Tuning.Tuners;

/// <summary>Chooses the parameters of the next trial.</summary>
/// <remarks>
/// A tuner keeps no state between calls: the same context gives the same proposal, so a resumed study goes on as if it had never stopped.
/// All randomness comes from the study's seed and the trial's number.
/// </remarks>
public interface ITuner
{
    /// <summary>Values for every active parameter of the space, those in <see cref="TuningContext.Fixed"/> as given.</summary>
    /// <param name="context">Space, seed, number and the trials that this one may learn from.</param>
    ParameterValues Propose(TuningContext context);
}
