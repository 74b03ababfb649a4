// Libraries that are no modules.

/** Runs a classic script, which leaves what it makes in a global variable. */
export function run(address) {
    return new Promise((resolve, reject) => {
        const script = document.createElement('script');
        script.src = address;
        script.onload = resolve;
        script.onerror = () => reject(new Error(`${address} cannot be loaded`));
        document.head.append(script);
    });
}
