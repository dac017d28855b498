using System.Text.Json;
using System.Text.Json.Nodes;
using Hms.Experiments.Configuration.Settings;
using Hms.Experiments.Configuration.Shapes;
using Hms.Experiments.Configuration.Syntax;

namespace Hms.Experiments.Configuration.Resolution;

/// <summary>Reports settings of a network that are written where a learner of features stands: it would ignore them.</summary>
internal static class LearnerChecker
{
    /// <summary>The blocks whose keys belong to a network, but for these.</summary>
    private static readonly (string Block, Type Settings, string[] Shared)[] Blocks =
        [("model", typeof(ModelSettings), ["network", "learner"]), ("training", typeof(TrainingSettings), ["keep", "threads", "highVotes"]), ("export", typeof(ExportSettings), ["winner"])];

    /// <summary>Checks a merged experiment.</summary>
    public static void Check(SyntaxObject tree, DiagnosticBag diagnostics)
    {
        if (!HasLearner(tree)) { return; }
        foreach (var (block, settings, shared) in Blocks)
        {
            if (tree.Find(block)?.Value is not SyntaxObject node) { continue; }
            var known = KeysOfNetworks(settings, shared);
            foreach (var member in node.Members.Where(member => known.Contains(member.Name) && IsWritten(member)))
            {
                diagnostics.Error(DiagnosticCodes.NoMeaning, member.NameLocation, $"{block}.{member.Name} belongs to a network and means nothing to a learner; leave it out, or write it in an experiment of a network only.");
            }
        }
    }

    /// <summary>Takes the defaults of a network's settings out of a resolved experiment that has a learner.</summary>
    public static void RemoveMeaningless(SyntaxObject tree, JsonObject resolved)
    {
        if (!HasLearner(tree)) { return; }
        foreach (var (block, settings, shared) in Blocks)
        {
            foreach (var key in KeysOfNetworks(settings, shared)) { (resolved[block] as JsonObject)?.Remove(key); }
        }
    }

    private static bool HasLearner(SyntaxObject tree) => tree.Find("model")?.Value is SyntaxObject model && IsWritten(model.Find("learner"));

    private static HashSet<string> KeysOfNetworks(Type settings, string[] shared) => [.. ShapeCatalog.OfRecord(settings).Keys.Except(shared)];

    private static bool IsWritten(SyntaxMember? member) => member is { Value: not SyntaxValue { Kind: JsonValueKind.Null } };
}
