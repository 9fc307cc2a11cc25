export default { provide: "database" };
