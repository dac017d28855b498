using System.Security.Cryptography;
using Hms.Data;
using Hms.Data.Windows;
using Hms.Experiments.Ensembles;
using Hms.Transforms;
using Hms.Transforms.Models;
using Hms.Transforms.Persistence;
using Microsoft.ML;

namespace Hms.Experiments.Running.Ensembles;

/// <summary>Writes an ensemble as one model file, from the members' own model files: nothing is trained again.</summary>
internal static class EnsembleExporter
{
    /// <summary>SHA-256 of each member's model file; checks that each is the model of its run.</summary>
    /// <param name="members">The members.</param>
    /// <exception cref="UserErrorException">A model file is not that of its run.</exception>
    public static IReadOnlyList<string> HashesOf(IReadOnlyList<MemberRun> members) => [.. members.Select(member =>
    {
        using var stream = File.OpenRead(member.Run.Winner);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    })];

    /// <summary>Writes the model file.</summary>
    /// <param name="path">The .zip.</param>
    /// <param name="members">The members.</param>
    /// <param name="hashes">SHA-256 of each member's model file.</param>
    /// <param name="combination">What was fitted on all out-of-fold rows.</param>
    /// <param name="windows">The windows that all members share.</param>
    /// <param name="manifest">What to say of the model; windowing is filled in.</param>
    /// <exception cref="UserErrorException">A member's model cannot be loaded, or is not that of its run.</exception>
    public static void Write(string path, IReadOnlyList<MemberRun> members, IReadOnlyList<string> hashes, FittedCombination combination, WindowOptions windows, ModelManifest manifest)
    {
        var models = new List<(string Name, HmsModel Model)>();
        try
        {
            for (var i = 0; i < members.Count; i++) { models.Add((members[i].Name, Load(members[i], hashes[i]))); }
            var (chain, schema) = ModelJoiner.Join(models, combination);
            HmsModel.Save(path, new MLContext(seed: 0).UseHms(), chain, schema, manifest with { Windowing = windows.ToJson(), ClassNames = VoteClasses.Names });
        }
        finally
        {
            foreach (var (_, model) in models) { model.Dispose(); }
        }
    }

    /// <summary>The model of a member; checks that it is the model of its run.</summary>
    /// <param name="member">The member.</param>
    /// <param name="sha256">SHA-256 that its file must have; null for any.</param>
    /// <exception cref="UserErrorException">It cannot be loaded, or is not that of its run.</exception>
    public static HmsModel Load(MemberRun member, string? sha256 = null)
    {
        HmsModel model;
        try { model = HmsModel.Load(member.Run.Winner, new HmsModelLoadOptions { ExpectedSha256 = sha256, MaximumBytes = long.MaxValue }); }
        catch (ModelFileException fault) { throw new UserErrorException($"Member \"{member.Name}\": {member.Run.Winner}: {fault.Message}", fault); }
        if (model.Manifest.Experiment == member.Name && model.Manifest.DataHash == member.Record.DataHash) { return model; }
        var found = model.Manifest.Experiment;
        model.Dispose();
        throw new UserErrorException($"Member \"{member.Name}\": {member.Run.Winner} is a model of \"{found}\" on other data than its run.json tells; run the member again.");
    }
}
