using Hms.Training.Networks;

namespace Hms.Tests.Training.Networks;

/// <summary>Every network of the catalogue with every pooling, on small inputs with odd sizes.</summary>
internal static class NetworkCases
{
    public static TheoryData<string, GlobalPooling> All
    {
        get
        {
            var cases = new TheoryData<string, GlobalPooling>();
            foreach (var name in NetworkCatalog.Names)
            {
                foreach (var pooling in Enum.GetValues<GlobalPooling>()) { cases.Add(name, pooling); }
            }
            return cases;
        }
    }

    public static NetworkInput InputOf(string name) => NetworkCatalog.LayoutOf(name) == NetworkLayout.Signal ? NetworkInput.Signal(5, 133) : new(2, 35, 46);

    public static NetworkSpec Create(string name, GlobalPooling pooling, double dropout = 0, double dropPath = 0) => NetworkCatalog.Create(
        name, InputOf(name), 6, new() { Dropout = dropout, DropPath = NetworkCatalog.LayoutOf(name) == NetworkLayout.Signal ? 0 : dropPath, Pooling = pooling, EegNet = new() { KernelSamples = 20 } });
}
