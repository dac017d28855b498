using System.ComponentModel;
using Hms.Experiments.Configuration.Shapes;

namespace Hms.Experiments.Configuration.Settings;

/// <summary>Cross entropy with the votes: the divergence plus the entropy of the votes, with the same gradients.</summary>
[Description("Cross entropy with the votes: the divergence plus the entropy of the votes, with the same gradients.")]
[Key("crossEntropy")]
public sealed record CrossEntropySettings : LossSettings;
