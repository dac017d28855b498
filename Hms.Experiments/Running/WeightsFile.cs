using System.Security.Cryptography;
using Hms.Experiments.Configuration;
using Hms.Experiments.Configuration.Settings;

namespace Hms.Experiments.Running;

/// <summary>The file of weights that a run's networks start from.</summary>
/// <param name="Path">Full path.</param>
/// <param name="Sha256">SHA-256 of its bytes, in hexadecimal: part of what the run is.</param>
internal sealed record WeightsFile(string Path, string Sha256)
{
    /// <summary>Full path of the declared file: a relative one is relative to the experiments file; null where none is declared.</summary>
    /// <param name="experiment">The experiment.</param>
    /// <param name="settings">Its settings.</param>
    public static string? PathOf(ResolvedExperiment experiment, ExperimentSettings settings) => settings.Model.Weights is { } weights
        ? System.IO.Path.GetFullPath(weights, System.IO.Path.GetDirectoryName(System.IO.Path.GetFullPath(experiment.Location("model.weights").File))!)
        : null;

    /// <summary>Reads the file once for its hash.</summary>
    /// <param name="path">The file; null for none.</param>
    /// <param name="recorded">The file as a run has recorded it; null at its beginning.</param>
    /// <exception cref="UserErrorException">The file cannot be read, or is not the recorded one.</exception>
    public static WeightsFile? Open(string? path, WeightsFile? recorded)
    {
        if ((recorded?.Path ?? path) is not { } file) { return null; }
        string hash;
        try
        {
            using var stream = File.OpenRead(file);
            hash = Convert.ToHexStringLower(SHA256.HashData(stream));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException) { throw new UserErrorException($"The weights file {file} cannot be read: {exception.Message}", exception); }
        return recorded is null || recorded.Sha256 == hash
            ? new WeightsFile(file, hash)
            : throw new UserErrorException($"{file} is not the weights file that the run was made with (hash {hash[..12]}, then {recorded.Sha256[..12]}); restore that file.");
    }
}
